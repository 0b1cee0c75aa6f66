;; The LZ4 block format, as src/lz4-block.ts reads and writes it. Blocks that this cannot decode are given to that one, which
;; says what is wrong with them.
;; Source: https://github.com/lz4/lz4/blob/dev/doc/lz4_Block_format.md

;; For each distance up to 16, which of the bytes that far back follow each other: they repeat when the distance is less.
(data (i32.const 65536) "REPETITIONS")

;; The rest of a length that did not fit into its token: from where it began, on the stack its new end and the length.
;; A length that is cut off ends behind `end`.
(func $readLength (param $from i32) (param $end i32) (param $length i32) (result i32 i32)
  (local $byte i32)
  (loop $more
    (if (i32.ge_u (local.get $from) (local.get $end))
      (then (return (i32.add (local.get $end) (i32.const 1)) (i32.const 0))))
    (local.set $byte (i32.load8_u (local.get $from)))
    (local.set $from (i32.add (local.get $from) (i32.const 1)))
    (local.set $length (i32.add (local.get $length) (local.get $byte)))
    (br_if $more (i32.eq (local.get $byte) (i32.const 255))))
  (local.get $from)
  (local.get $length))

;; Copies in steps of 16 bytes, and so up to 15 bytes more than asked for.
(func $copyWide (param $from i32) (param $to i32) (param $end i32)
  (loop $step
    (v128.store (local.get $to) (v128.load (local.get $from)))
    (local.set $from (i32.add (local.get $from) (i32.const 16)))
    (br_if $step (i32.lt_u (local.tee $to (i32.add (local.get $to) (i32.const 16))) (local.get $end)))))

;; The rest of a match that looks back less than 16 bytes and is longer than that, of which 16 bytes are there: it goes on
;; at the largest multiple of its distance.
(func $copyNear (param $distance i32) (param $to i32) (param $end i32)
  (local $from i32)
  (local.set $from
    (i32.sub (local.get $to) (i32.mul (i32.div_u (i32.const 16) (local.get $distance)) (local.get $distance))))
  (loop $step
    (i64.store (local.get $to) (i64.load (local.get $from)))
    (local.set $from (i32.add (local.get $from) (i32.const 8)))
    (br_if $step (i32.lt_u (local.tee $to (i32.add (local.get $to) (i32.const 8))) (local.get $end)))))

;; Decodes a block that fills `to` to `toEnd` exactly; 0 when it does not. Both sides need 32 bytes of room behind them,
;; which are read and written without meaning.
(func (export "decodeLz4") (param $from i32) (param $fromEnd i32) (param $to i32) (param $toEnd i32) (result i32)
  (local $start i32) (local $token i32) (local $length i32) (local $distance i32) (local $end i32)
  (local.set $start (local.get $to))
  (loop $sequence
    (if (i32.ge_u (local.get $from) (local.get $fromEnd)) (then (return (i32.const 0))))
    (local.set $token (i32.load8_u (local.get $from)))
    (local.set $from (i32.add (local.get $from) (i32.const 1)))

    (local.set $length (i32.shr_u (local.get $token) (i32.const 4)))
    (if (i32.eq (local.get $length) (i32.const 15))
      (then
        (call $readLength (local.get $from) (local.get $fromEnd) (local.get $length))
        (local.set $length)
        (local.set $from)
        (if (i32.gt_u (local.get $from) (local.get $fromEnd)) (then (return (i32.const 0))))))
    (if
      (i32.or
        (i32.gt_u (local.get $length) (i32.sub (local.get $fromEnd) (local.get $from)))
        (i32.gt_u (local.get $length) (i32.sub (local.get $toEnd) (local.get $to))))
      (then (return (i32.const 0))))
    (local.set $end (i32.add (local.get $to) (local.get $length)))
    (v128.store (local.get $to) (v128.load (local.get $from)))
    (if (i32.gt_u (local.get $length) (i32.const 16))
      (then (call $copyWide (local.get $from) (local.get $to) (local.get $end))))
    (local.set $from (i32.add (local.get $from) (local.get $length)))
    (local.set $to (local.get $end))
    (if (i32.eq (local.get $from) (local.get $fromEnd))
      (then (return (i32.eq (local.get $to) (local.get $toEnd)))))

    (if (i32.lt_u (i32.sub (local.get $fromEnd) (local.get $from)) (i32.const 2)) (then (return (i32.const 0))))
    (local.set $distance (i32.load16_u (local.get $from)))
    (local.set $from (i32.add (local.get $from) (i32.const 2)))
    ;; Zero becomes the largest number.
    (if
      (i32.ge_u (i32.sub (local.get $distance) (i32.const 1)) (i32.sub (local.get $to) (local.get $start)))
      (then (return (i32.const 0))))

    (local.set $length (i32.and (local.get $token) (i32.const 15)))
    (if (i32.eq (local.get $length) (i32.const 15))
      (then
        (call $readLength (local.get $from) (local.get $fromEnd) (local.get $length))
        (local.set $length)
        (local.set $from)
        (if (i32.gt_u (local.get $from) (local.get $fromEnd)) (then (return (i32.const 0))))))
    (local.set $length (i32.add (local.get $length) (i32.const 4)))
    (if (i32.gt_u (local.get $length) (i32.sub (local.get $toEnd) (local.get $to))) (then (return (i32.const 0))))
    (local.set $end (i32.add (local.get $to) (local.get $length)))
    ;; Without a branch: near matches and far ones follow each other without order.
    (v128.store
      (local.get $to)
      (i8x16.swizzle
        (v128.load (i32.sub (local.get $to) (local.get $distance)))
        (v128.load offset=65536
          (i32.shl
            (select (local.get $distance) (i32.const 16) (i32.lt_u (local.get $distance) (i32.const 16)))
            (i32.const 4)))))
    (if (i32.gt_u (local.get $length) (i32.const 16))
      (then
        (if (i32.lt_u (local.get $distance) (i32.const 16))
          (then (call $copyNear (local.get $distance) (i32.add (local.get $to) (i32.const 16)) (local.get $end)))
          (else
            (call $copyWide
              (i32.add (i32.sub (local.get $to) (local.get $distance)) (i32.const 16))
              (i32.add (local.get $to) (i32.const 16))
              (local.get $end))))))
    (local.set $to (local.get $end))
    (br $sequence))
  (unreachable))
;; What a length has beyond the 15 of its token; answers where it ends.
(func $writeLength (param $to i32) (param $length i32) (result i32)
  (block $done
    (loop $more
      (br_if $done (i32.lt_u (local.get $length) (i32.const 255)))
      (i32.store8 (local.get $to) (i32.const 255))
      (local.set $to (i32.add (local.get $to) (i32.const 1)))
      (local.set $length (i32.sub (local.get $length) (i32.const 255)))
      (br $more)))
  (i32.store8 (local.get $to) (local.get $length))
  (i32.add (local.get $to) (i32.const 1)))

;; The token, with the match's part of it, and the literals of a sequence; answers where they end.
(func $writeLiterals (param $from i32) (param $end i32) (param $to i32) (param $match i32) (result i32)
  (local $length i32)
  (local.set $length (i32.sub (local.get $end) (local.get $from)))
  (i32.store8
    (local.get $to)
    (i32.or
      (i32.shl
        (select (local.get $length) (i32.const 15) (i32.lt_u (local.get $length) (i32.const 15)))
        (i32.const 4))
      (select (local.get $match) (i32.const 15) (i32.lt_u (local.get $match) (i32.const 15)))))
  (local.set $to (i32.add (local.get $to) (i32.const 1)))
  (if (i32.ge_u (local.get $length) (i32.const 15))
    (then (local.set $to (call $writeLength (local.get $to) (i32.sub (local.get $length) (i32.const 15))))))
  (local.set $end (i32.add (local.get $to) (local.get $length)))
  (v128.store (local.get $to) (v128.load (local.get $from)))
  (if (i32.gt_u (local.get $length) (i32.const 16))
    (then (call $copyWide (local.get $from) (local.get $to) (local.get $end))))
  (local.get $end))

;; Where what follows `at` ends to equal what follows `candidate`, `end` at the latest.
(func $matchEnd (param $candidate i32) (param $at i32) (param $end i32) (result i32)
  (local $difference i64)
  (block $done
    (loop $wide
      (br_if $done (i32.gt_u (i32.add (local.get $at) (i32.const 8)) (local.get $end)))
      (local.set $difference (i64.xor (i64.load (local.get $at)) (i64.load (local.get $candidate))))
      (if (i64.ne (local.get $difference) (i64.const 0))
        (then
          (return
            (i32.add
              (local.get $at)
              (i32.wrap_i64 (i64.shr_u (i64.ctz (local.get $difference)) (i64.const 3)))))))
      (local.set $at (i32.add (local.get $at) (i32.const 8)))
      (local.set $candidate (i32.add (local.get $candidate) (i32.const 8)))
      (br $wide)))
  (block $different
    (loop $narrow
      (br_if $different (i32.ge_u (local.get $at) (local.get $end)))
      (br_if $different (i32.ne (i32.load8_u (local.get $at)) (i32.load8_u (local.get $candidate))))
      (local.set $at (i32.add (local.get $at) (i32.const 1)))
      (local.set $candidate (i32.add (local.get $candidate) (i32.const 1)))
      (br $narrow)))
  (local.get $at))

;; Encodes what lies from `start` to `end`; answers where the block ends, or 0 when it gets longer than `most` bytes. `start`
;; is more than 65535, `to` has room for the longest block and 16 bytes more. The larger `acceleration`, the less it searches.
;; A table at 0 remembers where five bytes were seen last: in blocks of few different bytes any four are everywhere, and five
;; lead to longer matches. What finds their place in it is written out, since older engines make a call of a function.
(func (export "encodeLz4")
  (param $start i32) (param $end i32) (param $to i32) (param $most i32) (param $acceleration i32) (result i32)
  (local $toEnd i32) (local $anchor i32) (local $at i32) (local $lastMatch i32) (local $length i32)
  (local $step i32) (local $nextStep i32) (local $attempts i32) (local $slot i32) (local $candidate i32)
  (local.set $toEnd (i32.add (local.get $to) (local.get $most)))
  (local.set $anchor (local.get $start))
  (local.set $at (local.get $start))
  (local.set $lastMatch (i32.sub (local.get $end) (i32.const 12)))
  (memory.fill (i32.const 0) (i32.const 0) (i32.const 0x4000))
  (block $rest
    (loop $sequence
      (local.set $step (i32.const 1))
      (local.set $nextStep (i32.const 1))
      (local.set $attempts (i32.shl (local.get $acceleration) (i32.const 6)))
      (block $found
        (loop $search
          (br_if $rest (i32.gt_u (local.get $at) (local.get $lastMatch)))
          (local.set $slot
            (i32.shl
              (i32.wrap_i64
                (i64.shr_u
                  (i64.mul (i64.shl (i64.load (local.get $at)) (i64.const 24)) (i64.const 0x9e3779b97f))
                  (i64.const 52)))
              (i32.const 2)))
          (local.set $candidate (i32.load (local.get $slot)))
          (i32.store (local.get $slot) (local.get $at))
          ;; An empty slot is too far away as well.
          (br_if $found
            (i32.and
              (i32.le_u (i32.sub (local.get $at) (local.get $candidate)) (i32.const 65535))
              (i32.eq (i32.load (local.get $candidate)) (i32.load (local.get $at)))))
          (local.set $at (i32.add (local.get $at) (local.get $step)))
          (local.set $step (local.get $nextStep))
          (local.set $nextStep (i32.shr_u (local.get $attempts) (i32.const 6)))
          (local.set $attempts (i32.add (local.get $attempts) (i32.const 1)))
          (br $search)))
      (local.set $length
        (call $matchEnd
          (i32.add (local.get $candidate) (i32.const 4))
          (i32.add (local.get $at) (i32.const 4))
          (i32.sub (local.get $end) (i32.const 5))))
      ;; Backwards over literals that match as well.
      (block $begins
        (loop $back
          (br_if $begins (i32.le_u (local.get $at) (local.get $anchor)))
          (br_if $begins (i32.le_u (local.get $candidate) (local.get $start)))
          (br_if $begins
            (i32.ne
              (i32.load8_u (i32.sub (local.get $at) (i32.const 1)))
              (i32.load8_u (i32.sub (local.get $candidate) (i32.const 1)))))
          (local.set $at (i32.sub (local.get $at) (i32.const 1)))
          (local.set $candidate (i32.sub (local.get $candidate) (i32.const 1)))
          (br $back)))
      (local.set $length (i32.sub (i32.sub (local.get $length) (local.get $at)) (i32.const 4)))
      (if
        (i32.ge_u (i32.add (local.get $to) (i32.sub (local.get $at) (local.get $anchor))) (local.get $toEnd))
        (then (return (i32.const 0))))
      (local.set $to (call $writeLiterals (local.get $anchor) (local.get $at) (local.get $to) (local.get $length)))
      (i32.store16 (local.get $to) (i32.sub (local.get $at) (local.get $candidate)))
      (local.set $to (i32.add (local.get $to) (i32.const 2)))
      (if (i32.ge_u (local.get $length) (i32.const 15))
        (then (local.set $to (call $writeLength (local.get $to) (i32.sub (local.get $length) (i32.const 15))))))
      (local.set $at (i32.add (local.get $at) (i32.add (local.get $length) (i32.const 4))))
      (local.set $anchor (local.get $at))
      ;; A position inside the match, so that what follows is found sooner.
      (i32.store
        (i32.shl
          (i32.wrap_i64
            (i64.shr_u
              (i64.mul (i64.shl (i64.load (i32.sub (local.get $at) (i32.const 2))) (i64.const 24)) (i64.const 0x9e3779b97f))
              (i64.const 52)))
          (i32.const 2))
        (i32.sub (local.get $at) (i32.const 2)))
      (br $sequence)))
  (if
    (i32.ge_u (i32.add (local.get $to) (i32.sub (local.get $end) (local.get $anchor))) (local.get $toEnd))
    (then (return (i32.const 0))))
  (local.set $to (call $writeLiterals (local.get $anchor) (local.get $end) (local.get $to) (i32.const 0)))
  (select (local.get $to) (i32.const 0) (i32.le_u (local.get $to) (local.get $toEnd))))
